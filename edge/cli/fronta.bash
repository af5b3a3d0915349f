# bash completion for fronta(1)
_fronta() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local commands='status doctor tail call print units check-config export enrol story replay journal rebuild'
  case $before in
    print) COMPREPLY=($(compgen -W 'test' -- "$word")) ;;
    units) COMPREPLY=($(compgen -W 'scan' -- "$word")) ;;
    journal) COMPREPLY=($(compgen -W 'verify' -- "$word")) ;;
    check-config | --config) COMPREPLY=($(compgen -f -- "$word")) ;;
    export) COMPREPLY=($(compgen -W '--redact' -- "$word") $(compgen -f -- "$word")) ;;
    enrol) COMPREPLY=($(compgen -W 'https://' -- "$word")) ;;
    replay) COMPREPLY=($(compgen -W '--day --rule' -- "$word")) ;;
    story) COMPREPLY=($(compgen -W '--day --lang' -- "$word")) ;;
    --lang) COMPREPLY=($(compgen -W 'cs en de' -- "$word")) ;;
    --rule) COMPREPLY=($(compgen -W 'fairness=off fairness= reserved=ordinary reserved=preferred counters=+1 counters=-1 park=' -- "$word")) ;;
    [0-9]*) COMPREPLY=($(compgen -W 'next recall' -- "$word")) ;;
    *)
      if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "$commands --help --version" -- "$word"))
      else
        COMPREPLY=($(compgen -W '--config --json' -- "$word"))
      fi
      ;;
  esac
}
complete -F _fronta fronta
